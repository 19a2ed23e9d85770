"""Keys on the signer's own computer: what the server checks, and the small program `hocba agent`.

Imported whole by the server, so nothing here needs a token's library or a socket; the program itself stands in
`hocba.adapters.agent.server` and its neighbours.
"""

from hocba.adapters.agent.values import Expected, Returned, as_der, checked_values

__all__ = ["Expected", "Returned", "as_der", "checked_values"]
