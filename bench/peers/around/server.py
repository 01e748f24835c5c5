"""The product's server with the threads that suit peers: `python -m bench.peers.around.server`.

With four DRF took 3 to 8 % more CPU for each request, and none of theirs rests (ADR 62).
"""

from chassis import server

server.THREADS = 2

if __name__ == "__main__":
    server.main()
