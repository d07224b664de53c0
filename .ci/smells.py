"""What review should not have to look for. No output means clean; `make check` runs it. See docs/style.md, SMELLS.

Usage: smells.py [ROOT]. Exit code 1 when something was found. Each smell is one function that yields its messages.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_MODULE = 400
LOST_SUBJECTS = {"utils", "util", "helpers", "helper", "common", "services", "service", "misc", "core"}
NOT_OURS = {"var", "static-collected", "htmlcov", "node_modules"}
EDITION_COLUMNS = {"edition_from", "edition_to"}
WRITERS = {
    "create",
    "acreate",
    "update",
    "aupdate",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "setattr",
}
QUERY_BUDGETS = ("django_assert_num_queries", "django_assert_max_num_queries", "assertNumQueries")


class Tree:
    """The checkout's files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[Path] = []
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name not in NOT_OURS and (name[0] != "." or name == ".ci")]
            self.files += [Path(folder, name).relative_to(root) for name in sorted(names)]
        self.modules = {path: self.parse(path) for path in self.files if path.suffix == ".py"}

    def text(self, path: Path) -> str:
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def parse(self, path: Path) -> ast.Module:
        return ast.parse(self.text(path), filename=str(path))

    def code(self, *, migrations: bool = False) -> Iterator[tuple[Path, ast.Module]]:
        """Modules of the program: not its tests; migrations only when asked for."""
        for path, module in self.modules.items():
            if path.parts[0] not in {"tests", "benchmarks", ".ci"} and ("migrations" in path.parts) == migrations:
                yield path, module


def called(node: ast.AST) -> str:
    """The last name of what a call calls: `update` in `rows.current().update(...)`; empty for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def constant(node: ast.AST | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def back_way_past_the_import_contract(tree: Tree) -> Iterator[str]:
    for path, module in tree.code():
        for node in ast.walk(module):
            if called(node) in {"get_model", "import_string"}:
                yield f"{path}:{node.lineno}: {called(node)}() goes round the import contracts"


def back_door_to_publication(tree: Tree) -> Iterator[str]:
    for path, module in tree.code():
        if path.parts[0] == "publication":
            continue
        for node in ast.walk(module):
            if _writes_an_edition(node):
                yield f"{path}:{node.lineno}: only publication/ writes edition_from and edition_to"


def _writes_an_edition(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in EDITION_COLUMNS and isinstance(node.ctx, ast.Store | ast.Del)
    if isinstance(node, ast.Call):
        is_version = called(node).endswith(("Version", "Span"))
        names = {keyword.arg for keyword in node.keywords}
        names |= {constant(part) for argument in node.args for part in ast.walk(argument)}
        return bool(EDITION_COLUMNS & names) and (called(node) in WRITERS or is_version)
    text = constant(node)
    if not isinstance(text, str):
        return False
    return bool(re.search(r"\bUPDATE\b.*\bSET\b.*\bedition_(from|to)\b|\bINSERT\b.*\bedition_(from|to)\b", text, re.S))


def open_field_list(tree: Tree) -> Iterator[str]:
    for path, module in tree.code():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    names = {getattr(target, "id", "") for target in getattr(line, "targets", [])}
                    if "exclude" in names or ("fields" in names and constant(line.value) == "__all__"):
                        yield f"{path}:{line.lineno}: name the fields: a new private one must not appear by itself"
            elif isinstance(node, ast.keyword) and node.arg == "fields" and constant(node.value) == "__all__":
                yield f"{path}:{node.value.lineno}: name the fields: a new private one must not appear by itself"


def list_page_without_a_query_budget(tree: Tree) -> Iterator[str]:
    pages = [path for path in tree.modules if path.parts[0] == "tests" and re.match(r"test_(\w+_)?list\.py", path.name)]
    for path in pages:
        text = tree.text(path)
        if not any(word in text for word in QUERY_BUDGETS):
            yield f"{path}: tests a list and asserts no number of queries (django_assert_num_queries)"


def file_that_lost_its_subject(tree: Tree) -> Iterator[str]:
    for path in tree.modules:
        lines = tree.text(path).count("\n")
        if lines > LONGEST_MODULE and "migrations" not in path.parts:
            yield f"{path}: {lines} lines, more than {LONGEST_MODULE}; split it by noun"
        for name in {path.stem, *path.parts[:-1]} & LOST_SUBJECTS:
            yield f"{path}: `{name}` names no subject; say what it is about"


def careless_migration(tree: Tree) -> Iterator[str]:
    backwards = {"RunPython": "reverse_code", "RunSQL": "reverse_sql"}
    for path, module in tree.code(migrations=True):
        if "_auto_" in path.name:
            yield f"{path}: name the migration for what it does"
        for node in ast.walk(module):
            back = backwards.get(called(node))
            if back and len(node.args) < 2 and back not in {keyword.arg for keyword in node.keywords}:
                yield f"{path}:{node.lineno}: {called(node)} without {back}; say at least that nothing is to be done"


def admin_method_that_never_runs(tree: Tree) -> Iterator[str]:
    for path, module in tree.code():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef) and any(
                re.search("Admin|Inline", ast.unparse(base)) for base in node.bases
            ):
                for method in node.body:
                    if getattr(method, "name", "") == "queryset":
                        yield f"{path}:{method.lineno}: Django never calls it; get_queryset is meant"


def test_that_is_not_collected(tree: Tree) -> Iterator[str]:
    for path, module in tree.modules.items():
        if path.parts[0] != "tests":
            continue
        for node in module.body:
            is_test = isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            holds_tests = isinstance(node, ast.ClassDef) and any(
                getattr(method, "name", "").startswith("test_") for method in node.body
            )
            if (is_test or holds_tests) and not path.name.startswith("test_"):
                yield f"{path}:{node.lineno}: {node.name} is not collected: the file's name does not begin with test_"
            elif holds_tests and not node.name.startswith("Test"):
                yield f"{path}:{node.lineno}: {node.name} is not collected: a class of tests is called Test..."


def link_that_points_at_nothing(tree: Tree) -> Iterator[str]:
    for path in tree.files:
        if path.suffix == ".md" and (len(path.parts) == 1 or path.parts[0] == "docs"):
            text = re.sub(r"^```.*?^```", lambda block: "\n" * block[0].count("\n"), tree.text(path), flags=re.S | re.M)
            for link in re.finditer(r"\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)", text):
                fault = _fault_of_link(tree, path, link[1])
                if fault:
                    yield f"{path}:{text.count(chr(10), 0, link.start()) + 1}: {link[1]}: {fault}"
    for path, _ in tree.code():
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            for name in re.findall(r"\bdocs/[\w/-]*[\w](?:\.md)?", line):
                found = name if name.endswith(".md") else f"{name}*"
                if not any(tree.root.glob(found)):
                    yield f"{path}:{number}: {name} does not exist"


def _fault_of_link(tree: Tree, page: Path, target: str) -> str:
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return ""  # another site: not ours to call from a check
    name, _, anchor = target.partition("#")
    file = tree.root / page if not name else (tree.root / page).parent / name
    if not file.exists():
        return "there is no such file"
    if anchor and file.suffix == ".md" and anchor not in _anchors(file.read_text(encoding="utf-8")):
        return "there is no such heading"
    return ""


def _anchors(markdown: str) -> set[str]:
    headings = re.findall(r"^#+ +(.*?) *#*$", markdown, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


SMELLS = [
    back_way_past_the_import_contract,
    back_door_to_publication,
    open_field_list,
    list_page_without_a_query_budget,
    file_that_lost_its_subject,
    careless_migration,
    admin_method_that_never_runs,
    test_that_is_not_collected,
    link_that_points_at_nothing,
]


def main(root: Path) -> int:
    """Print every smell; 1 when there is one."""
    tree = Tree(root.resolve())
    found = [f"{message}  [{smell.__name__}]" for smell in SMELLS for message in smell(tree)]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]))
