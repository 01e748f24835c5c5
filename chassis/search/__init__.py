"""Full text: rows are found by how their words begin, by an index, however many there are.

The words of a row are a column that the database makes and no query reads along. Capitals and
accents make no difference. What stands between hyphens and dots is a word, and so is the whole:
`KR-0012` is found by `kr`, `0012` and `kr-00`.
"""

from chassis.search.finding import found, holding, saying
from chassis.search.index import SearchIndex
from chassis.search.words import COLUMN, words_in

__all__ = ["COLUMN", "SearchIndex", "found", "holding", "saying", "words_in"]
