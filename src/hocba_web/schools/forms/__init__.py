"""Forms of the register: they read what was typed; services decide."""
