#!/usr/bin/env python3
"""Prints the primes up to a limit."""
import os

# A parameter arrives as UNIVERSAL_PARAM_ and its name; in a shell of your own the default holds.
limit = int(os.environ.get("UNIVERSAL_PARAM_LIMIT", "100"))

is_prime = [False, False] + [True] * max(0, limit - 1)
for number in range(2, int(max(limit, 0) ** 0.5) + 1):
    if is_prime[number]:
        for multiple in range(number * number, limit + 1, number):
            is_prime[multiple] = False

primes = [number for number, prime in enumerate(is_prime) if prime and number <= limit]
print(*primes)
print(f"{len(primes)} primes up to {limit}")
