# Svodka in one process, as a user without rights; its data is the volume /data.
FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SVODKA_DATABASE_URL=sqlite:////data/svodka.db SVODKA_LOG_FORMAT=json
RUN useradd --system --uid 10001 --home-dir /app svodka && mkdir /data && chown svodka /data
COPY --from=build /venv /venv
WORKDIR /app
COPY bot bot
COPY handlers handlers
COPY storage storage
COPY config config
COPY LICENSE README.md ./
USER svodka
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=90s --retries=3 CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
