"""What a subscription is called, in mails and on pages."""

from __future__ import annotations

from collections.abc import Mapping

from ..interest import Interest
from ..language import Message
from ..language import gettext as _
from ..queue.subscription import Subscription
from ..siteindex import Article


def in_words(subscription: Subscription, articles: Mapping[str, Article]) -> Message:
    """What it is that its reader is told of. An article that is gone goes by its slug."""
    article = articles.get(subscription.article)
    title = article.title if article else subscription.article
    match subscription.interest:
        case Interest.REPLIES:
            return _("Replies to your comment on “%(article)s”", article=title)
        case Interest.COMMENTS:
            return _("All new comments on “%(article)s”", article=title)
        case Interest.POSTS:
            return _("New articles")
