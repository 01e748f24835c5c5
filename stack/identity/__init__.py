"""Who one is at a Kitroom, for scripts: asked once in a browser, then kept for this user alone."""
