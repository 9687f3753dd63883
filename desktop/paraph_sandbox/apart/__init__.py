"""Work on hostile files in processes of their own, bounded in time and memory.

`lanes` is the parent's side, `child` the process's own; what one file does costs its call alone.
"""
