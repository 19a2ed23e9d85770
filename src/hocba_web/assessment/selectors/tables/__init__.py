"""What the browser's grid is given and told (docs/formats/grid-protocol.md)."""
