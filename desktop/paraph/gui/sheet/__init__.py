"""The sheet that asks one thing after another over the window, and what its pages are made of."""
