"""Whether the server of this container is ready: ends with 0, or with 1 and the reason."""

import os
import sys
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener


def main() -> None:
    """Ask /readyz, past whatever proxy the container was told to use."""
    port = os.environ.get("PORT") or 8000
    try:
        build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}/readyz", timeout=4).close()
    except HTTPError as error:
        sys.exit(f"{error.code} {error.read(1000).decode(errors='replace')}")
    except OSError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
