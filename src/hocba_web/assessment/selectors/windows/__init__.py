"""What is open until when."""

from hocba_web.assessment.selectors.windows.state import Closed, WindowState, window_state, window_states

__all__ = ["Closed", "WindowState", "window_state", "window_states"]
