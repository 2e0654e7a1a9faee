"""What the organisation wants: identity of portfolios and programmes."""
