"""How many persons no list holds: estimates from who is on which of several lists.

Numbers only; nothing here asks the database. NumPy takes time and memory to load and few readers ask for an estimate:
import these modules where one is asked for, never at the head of a module that the public site loads at its start.
"""

import os

# Our matrices are small: threads of the linear algebra would only wait for each other. Read when NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
