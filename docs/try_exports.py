"""Runs the PyTorch code that `sweepfield count cnn --pytorch` writes, and compares its totals with Sweepfield's.

    python3 docs/try_exports.py [PRESET …]     all presets unless some are named; needs torch, and Sweepfield built or installed
"""

import json
import re
import subprocess
import sys
import types


def sweepfield(*arguments):
    """What `npx sweepfield …` prints."""
    done = subprocess.run(["npx", "sweepfield", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr.strip())
    return done.stdout


def presets():
    """The names that `sweepfield count --help` lists."""
    listed = re.search(r"--preset NAME +cnn: (.*?)\n  --", sweepfield("count", "--help"), re.DOTALL)
    return re.findall(r"[\w.-]+", listed[1])


def torch_total(source):
    """Trainable numbers of the net that the code builds."""
    module = types.ModuleType("exported")
    exec(compile(source, "exported.py", "exec"), module.__dict__)
    return sum(p.numel() for p in module.Net().parameters() if p.requires_grad)


def main(names):
    wrong = 0
    for name in names or presets():
        counted = int(json.loads(sweepfield("count", "cnn", "--preset", name, "--json"))["parameters"])
        built = torch_total(sweepfield("count", "cnn", "--preset", name, "--pytorch"))
        wrong += counted != built
        print(f"{name:24} {built:>13,}  {'equal' if counted == built else f'but Sweepfield counts {counted:,}'}")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
