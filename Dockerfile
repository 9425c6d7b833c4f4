# The server as an image: what the lock holds, fonts and translations made, the code. README.md says
# how to run it. It writes to /instance, /tmp and /dev/shm only: the rest can be read-only.

# Both stages need the same Python: .venv points to it.
FROM python:3.13-slim-bookworm AS base
WORKDIR /app

FROM base AS made
COPY requirements.txt ./
# Wheels only, and no pip in what is served.
RUN python -m venv --without-pip .venv \
    && python -m pip --python .venv/bin/python install -qq --disable-pip-version-check --no-input \
        --no-cache-dir --no-compile --require-hashes --only-binary :all: -r requirements.txt
COPY . .
# Compiled for good, whatever happens to the files' times; to be read by all, whatever the clone's modes.
RUN .venv/bin/python script/assets.py \
    && .venv/bin/python -m compileall -q --invalidation-mode unchecked-hash . \
    && chmod -R u=rwX,go=rX .

FROM base
RUN groupadd --gid 10001 station \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin station \
    && install -d -o 10001 -g 10001 -m 700 /instance
COPY --from=made /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 PORT=8000 INSTANCE_DIR=/instance
USER 10001:10001
VOLUME /instance
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-I", "script/container/healthy.py"]
CMD ["flask", "--app", "app", "serve"]
