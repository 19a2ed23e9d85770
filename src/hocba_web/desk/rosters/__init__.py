"""The sector database's lists: uploaded, looked at, taken over; how strictly records are compared with them."""
