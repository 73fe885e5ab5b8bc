"""How the web process runs, read by gunicorn itself: `python -m gunicorn --config config/gunicorn.py config.wsgi`."""

from config import environment

_environment = environment.read()

bind = f"{'127.0.0.1' if _environment.debug else '0.0.0.0'}:{_environment.port}"
workers = _environment.web_concurrency
threads = _environment.web_threads
worker_class = "gthread" if threads > 1 else "sync"

# A worker that is busy with one request for longer is replaced. Vendors are waited for with shorter limits of their own; what
# takes longest is an export of every payment there ever was, over a slow line.
timeout = 300
graceful_timeout = 4 if _environment.debug else 25

# Workers are renewed now and then, not all at once, so that slow leaks never matter.
max_requests = 0 if _environment.debug else 20_000
max_requests_jitter = 2_000

forwarded_allow_ips = "*" if _environment.secure_urls else "127.0.0.1"
accesslog = None
loglevel = "warning" if _environment.debug else "info"
