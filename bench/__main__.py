"""All measurements; `make bench`. One alone: `python -m bench.throughput`, `python -m bench.restore` ..."""

from bench import boilerplate, check, corpus, html, linear, restore, throughput

for part in (throughput, check, linear, restore, boilerplate, html, corpus):
    part.main()
