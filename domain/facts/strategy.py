"""The strategy: orientations, action programme, trajectory indicators, involvement of the elected."""
