"""The agenda on paper: PDF made here, in millimetres."""
