"""An oracle: every figure worked out again by brute force from the working copy, for random databases and days.

It shares no code with publication/, reports/, releases/custody.py or releases/served_share.py. Where the two disagree,
one of them is wrong: the words of the figure's definition decide, and the rule that it names.
"""
