#!/bin/sh
# Runs a program on a copy of a case on a disk of this many KiB, in a mount namespace of its own, and gives the case back.
# on-small-disk.sh KIB CASE BACK PROGRAM…; the copy that PROGRAM works on is disk/c beside BACK.
set -eu
size=$1 from=$2 back=$3
shift 3
disk=$(dirname "$back")/disk
mkdir -p "$disk"
mount -t tmpfs -o "size=${size}k" none "$disk"
cp -a "$from" "$disk/c"
code=0
"$@" || code=$?
rm -rf "$back"
cp -a "$disk/c" "$back" 2>/dev/null || :
exit "$code"
