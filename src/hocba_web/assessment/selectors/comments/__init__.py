"""The comment bank: sentences to choose from."""

from hocba_web.assessment.selectors.comments.bank import TOPICS, Sentence, own_and_shared, sentences, topic_name

__all__ = ["TOPICS", "Sentence", "own_and_shared", "sentences", "topic_name"]
