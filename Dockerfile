# The production image: one for the web process, the workers and the timetable (docker-compose.yml says which is which).
FROM python:3.12-slim-bookworm

# Pango prints the court papers; the fonts are theirs: a Times-metric face, and every letter of every language.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-noto-core tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 900 amparo \
    && install -d -o amparo -g amparo -m 700 /var/lib/amparo

WORKDIR /srv/amparo
# The root is read-only in production; /tmp is memory, so that decrypted pages never reach a disk.
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp AMPARO_STATE=/var/lib/amparo

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY manage.py ./
COPY clinic clinic
COPY cases cases
COPY templates templates
RUN python -m compileall -q clinic cases && python manage.py collectstatic --no-input --verbosity 0

USER amparo
EXPOSE 8000
CMD ["gunicorn", "clinic.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--max-requests", "2000", "--max-requests-jitter", "200"]
