#!/bin/sh
# One night's upkeep: a backup into the folder named, its drill, names and numbers in messages of a year ago
# forgotten, digests where a gateway is set; 30 backups are kept.
# Ends with an error where the backup or its drill fails, so that systemd or cron tells somebody.
set -eu
folder=${1:?usage: nightly.sh FOLDER}
file="$folder/$(date +%F).zip"
mkdir -p "$folder"
flask backup "$file.part"
flask check-backup "$file.part"
mv "$file.part" "$file"
flask mobilization forget
find "$folder" -name '*.zip' -mtime +30 -delete
if [ -n "${NOTICE_GATEWAY:-}" ]; then flask notices send; fi
