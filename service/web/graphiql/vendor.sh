#!/bin/sh
# Fetches GraphiQL and React from npm at the versions below, and rewrites static/, NOTICE and SHA256SUMS from them.
# Run it again at any time: without a change of version, `git diff` stays empty.
set -eu

GRAPHIQL=3.9.0
REACT=18.3.1

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in "graphiql@$GRAPHIQL" "react@$REACT" "react-dom@$REACT"; do
    archive=$(npm pack --silent "$package")
    mkdir -p "${package%@*}"
    tar -xzf "$archive" -C "${package%@*}" --strip-components=1
done

mkdir -p "$here/static"
# A source map that is not here would only be asked for in vain.
vendor() { sed -e '/^\/\/# sourceMappingURL=/d' -e 's|/\*# sourceMappingURL=[^*]*\*/||' "$1" > "$here/static/$2"; }
vendor graphiql/graphiql.min.js graphiql.min.js
vendor graphiql/graphiql.min.css graphiql.min.css
vendor react/umd/react.production.min.js react.production.min.js
vendor react-dom/umd/react-dom.production.min.js react-dom.production.min.js

{
    echo "This folder redistributes, unchanged but for their source map comments:"
    for package in "graphiql@$GRAPHIQL" "react@$REACT" "react-dom@$REACT"; do
        printf '\n%s, from https://www.npmjs.com/package/%s\n\n' "$package" "${package%@*}"
        cat "${package%@*}/LICENSE"
    done
    printf '\ngraphiql.min.js holds graphql-js, graphql-ws, CodeMirror, markdown-it, Radix UI and Headless UI (MIT).\n'
    printf 'graphiql.min.css holds the fonts Roboto (Apache License 2.0) and Fira Code (SIL Open Font License 1.1).\n'
} > "$here/NOTICE"

cd "$here/static"
sha256sum graphiql.min.js graphiql.min.css react.production.min.js react-dom.production.min.js > ../SHA256SUMS
