"""A real server in front of the browsers, which can be stopped and started again in the same place."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import waitress
from flask import Flask
from waitress import wasyncore
from waitress.server import BaseWSGIServer


@dataclass
class Server:
    """One application served on this machine; `port` is known once it has started."""

    app: Flask
    port: int = 0
    running: list[tuple[BaseWSGIServer, threading.Thread]] = field(default_factory=list)

    def start(self) -> None:
        """Serve, on the port used before."""
        server = waitress.create_server(self.app, host="127.0.0.1", port=self.port, threads=8)
        assert isinstance(server, BaseWSGIServer)
        self.port = int(server.effective_port)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        self.running.append((server, thread))

    def stop(self) -> None:
        """Stop answering, as when the power goes: kept-alive lines die too."""
        if not self.running:
            return
        server, thread = self.running.pop()
        server.task_dispatcher.shutdown()
        # The lines are closed by the thread that listens on them; under it they would leave it with dead numbers.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(timeout=5)
        assert not thread.is_alive(), "the server did not stop"
