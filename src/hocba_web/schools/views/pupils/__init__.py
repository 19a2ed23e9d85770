"""Pages of the pupils' register."""
