import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    from sweepfield import Sweepfield

    race = mo.ui.anywidget(Sweepfield("race", size=8, depth=3, channels=4))
    race
    return (race,)


@app.cell
def _(race):
    race.value["depth"]
    return
