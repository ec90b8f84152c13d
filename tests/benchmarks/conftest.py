"""Looking for doctests would import it, and with it sentence-transformers: nine seconds."""

collect_ignore = ["contenders.py", "peers.py"]
