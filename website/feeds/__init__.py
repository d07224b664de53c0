"""What is new, for programs that look now and then: departures from prison, returns to it, editions.

Nobody is in a feed who bears no name in public (publication/unnamed.py): a feed is pushed to whoever follows it, and a
pseudonym with an exact day is only for who looks for it.
"""
