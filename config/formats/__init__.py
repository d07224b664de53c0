"""How the newsroom writes days and hours: the day first and the month as a word, so that no reader takes one for the
other. Days alone are worded as the record words them (chronology/wording.py). What may be typed is as Django has it.
"""
