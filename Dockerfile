# One image for web, worker and tick; see compose.yaml. Not built in this repository's tests, which have no Docker.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/hocba --create-home hocba \
    && install -d -o hocba -g hocba -m 700 /var/lib/hocba /var/backups/hocba

WORKDIR /opt/hocba
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=hocba_web.config.settings \
    HOCBA_DATA=/var/lib/hocba HOCBA_BIND=0.0.0.0:8000

COPY requirements/web.txt requirements/web.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/web.txt
COPY pyproject.toml README.md LICENSE NOTICE manage.py ./
COPY src src
COPY deploy/gunicorn.conf.py deploy/gunicorn.conf.py
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

USER hocba
VOLUME ["/var/lib/hocba", "/var/backups/hocba"]
EXPOSE 8000
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py", "hocba_web.config.wsgi"]
