"""The office's window on all projects: reads their roll-up rows, never the plans behind them."""
