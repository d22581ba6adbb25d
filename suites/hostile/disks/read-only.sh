#!/bin/sh
# Runs a program while a folder can only be read, in a mount namespace of its own. read-only.sh FOLDER PROGRAM…
set -eu
folder=$1
shift
mount --bind "$folder" "$folder"
mount -o remount,bind,ro "$folder"
exec "$@"
