"""How good the answers are, measured on gold questions; nothing here is used to answer."""
