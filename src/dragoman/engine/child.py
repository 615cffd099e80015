"""The process that reads and codes. It may die over a document; who started it knows from its last note over which.

Run as `python -m dragoman.engine.child`, it takes settings and orders from its standard input and answers on its standard
output. It ends when its input does, which is also when who started it is gone, however that came about.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dragoman.engine.base import CodeDocuments, Settings
from dragoman.engine.channel import Channel
from dragoman.engine.inputs import Item, items_in
from dragoman.engine.orders import Coding, Ended, Finished, Message, Order, Reading, Stumbled, Unable
from dragoman.engine.tables import failure_of, to_block
from dragoman.errors import DragomanError, InputError
from dragoman.model.coded import Coded, Failure
from dragoman.model.document import Document

Numbered = tuple[int, Item]
Send = Callable[[Message], None]
MEGABYTE = 1 << 20


def main() -> None:
    """Works until the input ends."""
    orders: queue.Queue[Order] = queue.Queue()
    answers = Channel(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no answer
    source = Channel(sys.stdin.buffer)
    try:
        settings: Settings = source.receive()
        limit_memory(settings.memory_mb)
        code = settings.open_coding()
    except (DragomanError, OSError, ImportError, AttributeError) as error:
        answers.send(Unable(str(error)))
        return
    threading.Thread(target=listen, args=(source, orders), daemon=True).start()
    try:
        while True:
            follow(orders.get(), settings, code, answers.send)
    except Exception as error:  # noqa: BLE001 - the boundary of the process: whoever supervises it decides
        answers.send(Stumbled(f"{type(error).__name__}: {error}".rstrip(": ")))
        os._exit(1)


def listen(source: Channel, orders: queue.Queue[Order]) -> None:
    """Takes orders, and ends the process when there can be no more."""
    try:
        while True:
            orders.put(source.receive())
    except EOFError:
        os._exit(0)


def limit_memory(limit_mb: int | None) -> None:
    """Makes the process fail, not the machine, when it wants more memory; where the system knows such limits."""
    if limit_mb is None or sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on every system

    resource.setrlimit(resource.RLIMIT_DATA, (limit_mb * MEGABYTE, limit_mb * MEGABYTE))


def follow(order: Order, settings: Settings, code: CodeDocuments, send: Send) -> None:
    """Codes a shard from an item on."""
    waiting: list[Numbered] = []
    for number, item in numbered_items(order, settings, send):
        waiting.append((number, item))
        if len(waiting) >= (1 if number < order.alone_until else settings.batch_size):
            send(finish(waiting, order, code, send))
            waiting = []
    if waiting:
        send(finish(waiting, order, code, send))
    send(Ended())


def numbered_items(order: Order, settings: Settings, send: Send) -> Iterator[Numbered]:
    """The items from the start on, each noted before it is read."""
    number = 0
    for place, items in items_in(order.shard, settings.intake):
        piece = order.shard.slices[place]
        position = piece.first
        while True:
            if number in order.unread:
                if number >= order.start:
                    yield number, Item(piece.input, position, unread(piece.input, position, order.unread[number]))
                number += 1
                break
            if number >= order.start:
                send(Reading(number))
            item = next(items, None)
            if item is None:
                break
            if number >= order.start:
                yield number, item
            number += 1
            position += 1


def unread(source: str, position: int, reason: str) -> InputError:
    """The error for an item that cannot be read at all."""
    return InputError(f"{source}, item {position + 1}", reason, "the rest of this input was not read; take the item out")


def finish(batch: Sequence[Numbered], order: Order, code: CodeDocuments, send: Send) -> Finished:
    """Codes a batch, having noted it."""
    first, stop = batch[0][0], batch[-1][0] + 1
    send(Coding(first, stop))
    documents = [
        item.content for number, item in batch if isinstance(item.content, Document) and number not in order.accused
    ]
    coded = iter(code(documents) if documents else ())
    block = to_block([(item, result_of(number, item, order, coded)) for number, item in batch])
    return Finished(stop, block, memory_mb())


def result_of(number: int, item: Item, order: Order, coded: Iterator[Coded | Failure]) -> Coded | Failure:
    """What became of one item; the next of what was coded, unless it could not be read or is not to be coded."""
    if isinstance(item.content, InputError):
        return failure_of(item.content)
    if number in order.accused:
        return Failure(f"document {item.content.id}", "process", order.accused[number], item.content)
    return next(coded)


def memory_mb() -> int:
    """The memory that the process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // MEGABYTE


if __name__ == "__main__":
    main()
