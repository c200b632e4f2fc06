"""Print how many mistakes would have been stopped, and by what."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from multiprocessing import get_context

from benchmarks.material import default_document
from benchmarks.mutants.mutations import Mutant, sample
from benchmarks.mutants.trials import CHECKS, Trial, attempt, contract
from rules.document import dump

PER_KIND, SEED, PROCESSES = 30, 2026, 2
LINE = "{:<28}{:>8}{:>10}{:>10}{:>8}{:>8}{:>9}"


def main() -> None:
    """Make the mistakes, try each, report."""
    parser = ArgumentParser(description="Mutation test of the proofs.")
    parser.add_argument("--per-kind", type=int, default=PER_KIND)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    document = default_document()
    if fault := contract().breach(document):
        raise SystemExit(f"the default rules break the contract: {fault}")
    data = dump(document)
    mutants = sample(data, options.per_kind, options.seed)
    with get_context("spawn").Pool(PROCESSES) as pool:
        trials = pool.map(attempt, [mutant.of(data) for mutant in mutants], chunksize=1)
    report([*zip(mutants, trials, strict=True)])


def report(tried: list[tuple[Mutant, Trial]]) -> None:
    """By kind of mistake, by what caught it first, and what was missed."""
    print(LINE.format("mistake", "made", "refused", "breaking", "caught", "missed", "share"))
    for kind in dict.fromkeys(mutant.kind for mutant, _ in tried):
        print(_line(kind, [trial for mutant, trial in tried if mutant.kind == kind]))
    print(_line("all", [trial for _, trial in tried]))
    caught = Counter(trial.caught.split()[0] for _, trial in tried if trial.breaks and trial.caught)
    print("\ncaught first by: " + ", ".join(f"{name} {count}" for name, count in caught.most_common()))
    for mutant, trial in tried:
        if trial.breaks and not trial.caught:
            print(f"MISSED {mutant.kind}: {mutant.words}: {trial.breaks}")


def _line(name: str, trials: list[Trial]) -> str:
    """Refused by the checks; of the others, breaking the contract for somebody; of these, caught and missed."""
    refused = sum(trial.caught == CHECKS for trial in trials)
    breaking = [trial for trial in trials if trial.breaks]
    caught = sum(trial.caught is not None for trial in breaking)
    share = f"{caught / len(breaking):.1%}" if breaking else ""
    return LINE.format(name, len(trials), refused, len(breaking), caught, len(breaking) - caught, share)


if __name__ == "__main__":
    main()
