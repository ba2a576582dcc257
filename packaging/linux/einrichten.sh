#!/bin/sh
# Menüeintrag, Symbol und Dateiart *.kpr für diese Benutzerin oder diesen Benutzer einrichten; Verwalterrechte braucht es
# nicht. „einrichten.sh --entfernen“ nimmt alles wieder weg. Ihre Dateien und Einstellungen bleiben in beiden Fällen, wie
# sie sind.
set -e
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
name=kpr-arbeitsplatz

refresh() {
    command -v update-desktop-database >/dev/null && update-desktop-database -q "$data/applications" || true
    command -v update-mime-database >/dev/null && update-mime-database "$data/mime" || true
}

if [ "$1" = --entfernen ]; then
    rm -f "$data/applications/$name.desktop" "$data/mime/packages/$name.xml" \
        "$data/icons/hicolor/scalable/apps/$name.svg"
    refresh
    exit 0
fi
mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps"
sed -e "s|^Exec=.*|Exec=\"$here/$name\" %f|" -e "s|^TryExec=.*|TryExec=$here/$name|" \
    "$here/share/$name.desktop" >"$data/applications/$name.desktop"
cp "$here/share/$name.xml" "$data/mime/packages/"
cp "$here/share/$name.svg" "$data/icons/hicolor/scalable/apps/"
refresh
