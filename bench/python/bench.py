"""The Python side of the bench: reads orders from standard input, one a line, and answers each with what was
completed, its checksum, the microseconds it took, and latencies; ends with its input."""
import multiprocessing
import sys
import time
from array import array


def order(number):
    return {"id": number, "name": "abc", "price": number + 0.5, "paid": True, "amount": 1}


def count(inbox, outbox):
    done = 0
    total = 0
    while True:
        message = inbox.get()
        if message is None:
            return
        if message == "take":
            outbox.put((done, total))
            done = total = 0
            continue
        if isinstance(message, int):
            outbox.put(message)
            continue
        for each in message if isinstance(message, list) else [message]:
            done += 1
            total += each["id"]


def add(first, last, orders, outbox):
    numbers = array("I", range(first, last + 1))
    outbox.put(len(numbers))
    while orders.get() is not None:
        outbox.put(sum(numbers))


class Bench:
    def __init__(self):
        self.inbox = multiprocessing.Queue()
        self.outbox = multiprocessing.Queue()
        self.adders = []
        self.sums = multiprocessing.Queue()
        self.summed = 0
        multiprocessing.Process(target=count, args=(self.inbox, self.outbox), daemon=True).start()

    def tell(self, size):
        for number in range(1, size + 1):
            self.inbox.put(order(number))
        return self.take()

    def tell_arrays(self, size):
        for first in range(1, size + 1, 256):
            self.inbox.put([order(number) for number in range(first, min(first + 256, size + 1))])
        return self.take()

    def take(self):
        self.inbox.put("take")
        done, total = self.outbox.get()
        return done, total, []

    def ask(self, size):
        latencies = []
        total = 0
        for number in range(1, size + 1):
            start = time.perf_counter()
            self.inbox.put(number)
            total += self.outbox.get()
            latencies.append((time.perf_counter() - start) * 1e6)
        return size, total, latencies

    def sum_in_parts(self, size):
        for adder in self.adders:
            adder.put(True)
        return size, sum(self.sums.get() for _ in self.adders), []

    def prepare_sum(self, size):
        if self.summed == size:
            return
        self.summed = size
        parts = multiprocessing.cpu_count()
        for part in range(parts):
            orders = multiprocessing.Queue()
            first, last = size * part // parts + 1, size * (part + 1) // parts
            multiprocessing.Process(target=add, args=(first, last, orders, self.sums), daemon=True).start()
            self.adders.append(orders)
        for _ in self.adders:
            self.sums.get()


def main():
    bench = Bench()
    for line in sys.stdin:
        name, size = line.split()
        if name == "sum_in_parts":
            bench.prepare_sum(int(size))
        start = time.perf_counter()
        done, checksum, latencies = getattr(bench, name)(int(size))
        spent = (time.perf_counter() - start) * 1e6
        print(done, checksum, spent, "latencies=" + ",".join(f"{each:.1f}" for each in latencies), flush=True)


if __name__ == "__main__":
    main()
