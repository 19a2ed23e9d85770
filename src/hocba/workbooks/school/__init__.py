"""The whole school from its folder of workbooks."""
