"""The ministry's warehouse, played: its services over HTTP with a state file of its own. For rehearsals and tests only.

It knows nothing of this installation's database. What it takes and refuses is ours: the ministry's rules
were not found.
"""

from hocba_web.ministry.simulator.serving import Server, serve
from hocba_web.ministry.simulator.state import Faults, State
from hocba_web.ministry.simulator.warehouse import Simulator

__all__ = ["Faults", "Server", "Simulator", "State", "serve"]
