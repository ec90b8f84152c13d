"""How well the index finds, and how well it knows when it cannot: measured, with intervals.

The question sets are folders in the layout of BEIR (Thakur et al. 2021), made by others. Nothing
here is used to answer.
"""
