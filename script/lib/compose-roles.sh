#!/usr/bin/env bash
# Run once by the database image of docker-compose.yml: the owner that migrates and the role that serves.
set -euo pipefail
: "${OWNER_PASSWORD:?must be set in .env (see .env.example)}" "${APP_PASSWORD:?must be set in .env (see .env.example)}"

psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" --username postgres <<'SQL'
CREATE ROLE amparo_owner LOGIN NOSUPERUSER CREATEDB CREATEROLE PASSWORD :'owner';
CREATE ROLE amparo_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app';
CREATE DATABASE amparo OWNER amparo_owner;
\connect amparo
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
CREATE EXTENSION btree_gist;
SQL
