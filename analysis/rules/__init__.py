"""The mechanisms behind the steps: how names are told, who a pronoun is, what a date means, where a claim begins.

A step says what is done; a rule module says how one thing is recognised; the words it knows stand in `lexicons`.
"""
