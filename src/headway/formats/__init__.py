"""Plan files: bytes to a neutral plan document and to the engine's network. Knows no Django."""
