#!/usr/bin/env bash
# Follow a register by server-sent events: each entry becomes a line of a file, and the last line says where to go on.
set -euo pipefail

url=${GREFFE_URL:-http://127.0.0.1:8000}/graphql
kept=${1:-entries.jsonl}
query='subscription ($after: Cursor) { entries(after: $after) { __typename
    ... on Entry { position cursor type effectiveOn summary { fr } }
    ... on SealedEntry { position cursor } } }'
headers=(-H 'Content-Type: application/json' -H 'Accept: text/event-stream')
if [ -n "${GREFFE_TOKEN:-}" ]; then headers+=(-H "Authorization: Bearer $GREFFE_TOKEN"); fi

# The cursor of the last whole line, in quotes; a line that was cut short is taken away, since its entry comes again.
where_to_go_on() {
    if [ -n "$(tail -c 1 "$kept")" ]; then sed -i '$d' "$kept"; fi
    tail -n 1 "$kept" | sed 's/.*"cursor":\("[^"]*"\).*/\1/'
}

before='data: {"data":{"entries":' behind='}}'
touch "$kept"
while true; do
    after=$(where_to_go_on)
    body="{\"query\": \"${query//$'\n'/ }\", \"variables\": {\"after\": ${after:-null}}}"
    # The loop is this process itself, so that whoever kills it ends the writing too.
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'} # a server may end its lines with either
        case $line in
            "$before"'{"__typename":"Entry",'*"$behind" | "$before"'{"__typename":"SealedEntry",'*"$behind")
                line=${line#"$before"}
                printf '%s\n' "${line%"$behind"}" >>"$kept"
                ;;
            *'"code":"SERVICE_STOPPING"'*) ;; # it is to come back
            *'"errors":['*)
                echo "Refused: $line" >&2
                exit 1
                ;;
        esac
    done < <(curl --silent --no-buffer "${headers[@]}" --data "$body" "$url")
    echo "Again in a second" >&2
    sleep 1
done
