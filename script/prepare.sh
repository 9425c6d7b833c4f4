# shellcheck shell=bash
# What must stand before anything here can run: .venv with the locked packages, fonts, translations.
# Sourced by the scripts beside it, from any folder; afterwards the folder is the clone's.

# The caller's folder is about to be left, and a relative instance means one there.
case ${INSTANCE_DIR:-/} in /*) ;; *) export INSTANCE_DIR="$PWD/$INSTANCE_DIR" ;; esac
CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

say() { printf '%s — %s\n' "$1" "$2" >&2; }
fail() { say "$1" "$2"; exit 1; }

# require_python: a python3 that can make .venv
require_python() {
  command -v python3 >/dev/null ||
    fail "python3 is missing: apt install python3 python3-venv" \
      "ไม่พบ python3 โปรดติดตั้งด้วยคำสั่ง apt install python3 python3-venv"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "python3 3.11 or newer is needed, this is $(python3 -V)" \
      "ต้องใช้ python3 รุ่น 3.11 ขึ้นไป เครื่องนี้มี $(python3 -V)"
  python3 -c 'import ensurepip, venv' 2>/dev/null ||
    fail "python3 lacks its venv module: apt install python3-venv" \
      "python3 ไม่มีโมดูล venv โปรดติดตั้งด้วยคำสั่ง apt install python3-venv"
}

# require_writable FOLDER [MODE]: made where missing
require_writable() {
  local trial
  if mkdir -p -m "${2:-755}" -- "$1" && trial=$(mktemp -- "$1/.write.XXXXXX") && rm -- "$trial"; then
    return
  fi 2>/dev/null
  fail "cannot write to $1: check its owner and the disk" \
    "เขียนข้อมูลลงใน $1 ไม่ได้ โปรดตรวจสอบสิทธิ์และพื้นที่ดิสก์"
}

# What a .venv is tied to: a moved clone or a newer Python needs another one.
venv_place() {
  local version
  version=$(.venv/bin/python -V 2>/dev/null) || true
  printf '%s %s' "$PWD" "${version%.*}"
}

make_venv() {
  [[ -f .venv/made && $(<.venv/made) == "$(venv_place)" ]] && return
  require_python
  require_writable "$PWD/.venv"
  say "Making .venv ..." "กำลังสร้าง .venv ..."
  python3 -m venv --clear .venv || fail "cannot make .venv" "สร้าง .venv ไม่สำเร็จ"
  venv_place >.venv/made
}

# install LOCK: what the lock holds, unless this very lock was installed before
install() {
  local lock=$1 wanted installed=.venv/installed-$1
  wanted=$(sha256sum <"$lock")
  [[ -f $installed && $(<"$installed") == "$wanted" ]] && return
  require_writable "$PWD/.venv"
  say "Installing $lock (about a minute) ..." "กำลังติดตั้งโปรแกรมประกอบ (ประมาณหนึ่งนาที) ..."
  # Wheels only: a station's PC has no compiler. -qq leaves errors alone to be read.
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
    --require-hashes --only-binary :all: -r "$lock" ||
    fail "cannot install $lock: check the network and the disk, then start again" \
      "ติดตั้งไม่สำเร็จ โปรดตรวจสอบเครือข่ายและพื้นที่ดิสก์ แล้วเริ่มใหม่"
  printf '%s' "$wanted" >"$installed"
}

# prepare LOCK...: everything, doing only what changed; two scripts started together take turns
prepare() {
  local lock
  (
    flock 9
    make_venv
    for lock in "$@"; do install "$lock"; done
    .venv/bin/python script/assets.py ||
      fail "cannot make fonts and translations" "สร้างแบบอักษรและคำแปลไม่สำเร็จ"
  ) 9<script/prepare.sh
}
