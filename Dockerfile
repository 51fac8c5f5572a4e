# The whole of Greffe in one image: `greffe serve` by default, `greffe migrate` for the migration job.
FROM python:3.13-slim-bookworm AS build
WORKDIR /greffe
RUN python -m venv .venv
COPY pyproject.toml requirements.lock ./
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN groupadd --system --gid 10001 greffe \
    && useradd --system --uid 10001 --gid 10001 --home-dir /nonexistent greffe \
    && install -d -m 700 -o 10001 -g 10001 /var/lib/greffe
COPY --from=build /greffe/.venv /greffe/.venv
ENV PATH=/greffe/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 GREFFE_HOST=0.0.0.0 GREFFE_PORT=8000
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
ENTRYPOINT ["greffe"]
CMD ["serve"]
