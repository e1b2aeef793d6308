"""A model as one file, to take elsewhere; and such a file, from anywhere, as a model.

The file is a zip archive of what the model's folder holds, with everything that models share. The
phrases it learned are not in it. Nothing of it is executed or extracted by name when it is read:
known names only, of bounded sizes, then whatever `read_bundle` checks.
"""

import io
import re
import stat
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.files import MEGABYTE, write_atomically
from assistant.problems import AssistantError
from assistant.understanding.bundle import Bundle, read_bundle, write_bundle
from assistant.understanding.recovery import at_work
from assistant.understanding.versions import Versions

LARGEST = {
    "manifest.json": 4 * MEGABYTE,
    "tokenizer.model": 16 * MEGABYTE,
    "encoder.safetensors": 64 * MEGABYTE,
    "classifier.safetensors": 256 * MEGABYTE,
    "embedding.safetensors": 256 * MEGABYTE,
}
MOST_LABELS = 10_000
_LABEL = re.compile(r"[\w.-]{1,100}")


def export_model(versions: Versions, name: str, file: Path) -> None:
    """Write a model to `file`, which must not be there yet.

    Raises AssistantError for a model that is missing or broken, and when the disk refuses.
    """
    if file.exists():
        raise AssistantError(
            "There is a file of that name already.", where=str(file), remedy="Name another file."
        )
    bundle = read_bundle(versions.folder_of(name))
    archive = io.BytesIO()
    with TemporaryDirectory() as elsewhere:
        folder = Path(elsewhere) / "model"
        write_bundle(folder, bundle, carry_shared=True)
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for each in sorted(folder.iterdir()):
                packed.write(each, each.name)
    write_atomically(file, archive.getvalue())


def import_model(versions: Versions, file: Path, name: str | None = None) -> str:
    """Take a model from `file` among the user's; gives its name, that of the file unless told.

    Raises AssistantError, with a remedy, for a file that is no whole model of this version, and
    when the disk refuses; then nothing of it is kept.
    """
    if name is not None:
        versions.check_name(name)
    files = _unpack(file)
    with TemporaryDirectory() as elsewhere:
        folder = Path(elsewhere)
        for each, data in files.items():
            (folder / each).write_bytes(data)
        try:
            bundle = read_bundle(folder)
            _check(bundle, file)
        except AssistantError as error:
            raise AssistantError(
                error.problem.what, where=str(file),
                remedy="Bring both assistants to the same version, then export it again.",
            ) from error  # fmt: skip
        except Exception as error:  # whatever a stranger's numbers lead to
            raise _refusal(file, f"It cannot be used ({type(error).__name__}).") from error
        name = name or _free_name(versions, file.stem, bundle)
        with at_work(versions.folder, "import"):
            try:
                write_bundle(versions.folder / name, bundle)
            except OSError as error:
                raise AssistantError(
                    f"The model could not be stored ({error.strerror or error}).",
                    where=str(versions.folder), remedy="Check that the disk has room for it.",
                ) from error  # fmt: skip
    return name


def _unpack(file: Path) -> dict[str, bytes]:
    """What the archive holds, by name. Raises AssistantError for anything that is not expected."""
    try:
        if not file.is_file():
            raise FileNotFoundError(2, "No such file")
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > len(LARGEST):
                raise _refusal(file, f"It holds {len(entries)} files.")
            files: dict[str, bytes] = {}
            for entry in entries:
                if entry.filename in files:
                    raise _refusal(file, f"It holds {entry.filename} twice.")
                files[entry.filename] = _read(archive, entry, file)
    except OSError as error:
        raise AssistantError(
            f"The file cannot be read ({error.strerror or error}).", where=str(file),
            remedy="Check that it is there and that you may read it.",
        ) from error  # fmt: skip
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        # RuntimeError: it wants a password; NotImplementedError: an unheard-of compression
        raise _refusal(file, f"It is broken, or no archive ({error}).") from error
    return files


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path) -> bytes:
    name = entry.filename
    if name not in LARGEST:
        raise _refusal(file, f"It holds {name[:60]!r}, which is no part of a model.")
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        raise _refusal(file, f"{name} is no file.")
    with archive.open(entry) as packed:
        data = packed.read(LARGEST[name] + 1)  # what it says of its size proves nothing
    if len(data) > LARGEST[name]:
        raise _refusal(file, f"{name} is larger than {LARGEST[name] // MEGABYTE} MB.")
    return data


def _check(bundle: Bundle, file: Path) -> None:
    """Raises AssistantError, or any error, for a model of the right shape that would do harm."""
    manifest = bundle.manifest
    if len(manifest.labels) > MOST_LABELS or len(manifest.tags) > 2 * MOST_LABELS:
        raise _refusal(file, f"It has {len(manifest.labels):,} intents.")
    for label in (*manifest.labels, *manifest.tags):
        if not isinstance(label, str) or not _LABEL.fullmatch(label):
            raise _refusal(file, f"{str(label)[:60]!r} cannot be the name of an intent or a slot.")
    if len(set(manifest.labels)) < len(manifest.labels):
        raise _refusal(file, "It has an intent twice.")
    for name, array in (("embedding", bundle.embedding.scale), *bundle.weights.items()):
        if array.dtype not in (np.float16, np.float32) or not np.isfinite(array).all():
            raise _refusal(file, f"{name} holds what is no number.")
    figures = [manifest.examples, *(f for f in manifest.metrics.values() if f is not None)]
    if not np.isfinite(figures).all() or manifest.trained.tzinfo is None:
        raise _refusal(file, "Its manifest.json holds a date or a figure that is none.")
    with np.errstate(all="ignore"):  # what comes of them is looked at
        seen = bundle.model().understand("hello 안녕")
    if not np.isfinite([seen.scope, *(score.confidence for score in seen.ranking)]).all():
        raise _refusal(file, "Its calibration holds what is no number.")


def _free_name(versions: Versions, stem: str, bundle: Bundle) -> str:
    try:
        versions.check_name(stem)
    except AssistantError:
        return versions.new_name(bundle.manifest.cell, bundle.manifest.trained)
    return stem


def _refusal(file: Path, what: str) -> AssistantError:
    return AssistantError(
        f"This is no model that can be taken in. {what}", where=str(file),
        remedy="Choose a file that was written by: assistant models export NAME FILE.",
    )  # fmt: skip
