#!/bin/sh
# Runs a browser in place of this shell; it ends when the pipe on standard input does, that is, with the
# process that started it, however that one ended.
exec 3<&0
(cat <&3 && kill -TERM $$) </dev/null >/dev/null 2>&1 &
exec "$THROUGHLINE_BROWSER" "$@" 3<&- </dev/null
